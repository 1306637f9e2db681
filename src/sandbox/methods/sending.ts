import { badRequest } from '../bot-api-error.ts';
import { messageObject } from '../bot-api-objects.ts';
import type { Contact, Content } from '../chat.ts';
import { readCaption, readFile, readSending, readText, textContent } from './content.ts';
import type { Call, Method } from './method.ts';
import { writableChat } from './target.ts';

const NO_TEXT = { text: '', entities: [] };

/** The methods that put something new into a chat. */
export const sending: Record<string, Method> = {
  sendMessage: sends((call) => textContent(readText(call))),
  sendDocument: sends((call) => ({
    kind: 'document',
    body: readCaption(call.parameters),
    file: readFile(call, 'document', 'document'),
  })),
  sendPhoto: sends((call) => ({
    kind: 'photo',
    body: readCaption(call.parameters),
    file: readFile(call, 'photo', 'photo'),
  })),
  sendLocation: sends((call) => ({ kind: 'location', body: NO_TEXT, location: readLocation(call) })),
  sendContact: sends((call) => ({ kind: 'contact', body: NO_TEXT, contact: readContact(call) })),
};

function sends(read: (call: Call) => Content): Method {
  return {
    isPayable: true,
    cost: () => 1,
    run(call) {
      const chat = writableChat(call);
      const sent = readSending(call, chat);
      const message = call.world.addMessage(chat, { ...sent, content: read(call) });
      return messageObject(call.world.bot, chat, message);
    },
  };
}

function readLocation({ parameters }: Call) {
  const latitude = parameters.float('latitude');
  const longitude = parameters.float('longitude');
  if (latitude === undefined || longitude === undefined) throw badRequest('location is empty');
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw badRequest('wrong latitude or longitude specified');
  return { latitude, longitude };
}

function readContact({ parameters }: Call): Contact {
  const phone = parameters.string('phone_number');
  const firstName = parameters.string('first_name');
  if (!phone) throw badRequest('parameter "phone_number" is required');
  if (!firstName) throw badRequest('parameter "first_name" is required');
  const lastName = parameters.string('last_name');
  return { phone_number: phone, first_name: firstName, ...(lastName ? { last_name: lastName } : {}) };
}
