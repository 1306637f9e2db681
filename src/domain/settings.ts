/** Single values that outlive a process, by name. */
export interface SettingStore {
  find(name: string): Promise<string | null>;
  save(name: string, value: string): Promise<void>;
}

/** When a backup was restored last: what the clock had said by then it does not say again. */
export const RESTORED_AT = 'office.restoredAt';

/** The bot's name in Telegram (`username`), as it said it the last time: invites are links to it. */
export const BOT_NAME = 'bot.username';
