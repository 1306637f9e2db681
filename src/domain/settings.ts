/** Single values that outlive a process, by name. */
export interface SettingStore {
  find(name: string): Promise<string | null>;
  save(name: string, value: string): Promise<void>;
}

/** The bot's name in Telegram (`username`), as it said it the last time: invites are links to it. */
export const BOT_NAME = 'bot.username';
