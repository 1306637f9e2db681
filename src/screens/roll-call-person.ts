import type { Listed, Place, RollCallAnswer } from '../domain/rollcalls/roll-call.ts';
import type { ListedView } from '../domain/rollcalls/roll-call-views.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant, sayTime } from './dates.ts';
import { SIGNS } from './roll-call-account.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

/** So much of what somebody said stands on one screen, the latest. */
const SAID = 6;

/** Somebody on the list, for those who help: telephone, what is needed, where, and what a leader can write down for them. */
export function rollCallPerson(view: ListedView, voice: Voice): Screen {
  const { call, listed } = view;
  const { person, unit } = listed;
  const { t } = voice;
  return {
    text: lines(
      bold(person.fullName),
      plain(unit.name),
      // In one piece: so it becomes a number that a press dials.
      plain(person.phone ? t('rollcall:person.phone', { phone: person.phone }) : t('rollcall:person.noPhone')),
      '',
      plain(t('rollcall:account.heading', { about: call.about })),
      ...answerLines(listed, voice),
      '',
      ...saidLines(view, voice),
    ),
    keyboard: personButtons(view, voice),
  };
}

function answerLines({ answer, answeredAt, toldBy, reach, closedAt }: Listed, { t, zone }: Voice): string[] {
  if (answer === null || answeredAt === null) {
    const silent = plain(t('rollcall:person.silent', { sign: SIGNS[reach] }));
    const why = reach === 'reachable' ? [] : [plain(t(`rollcall:person.reach.${reach}`))];
    return [silent, ...why, ...(closedAt ? [plain(t('rollcall:person.left'))] : [])];
  }
  const when = sayInstant(answeredAt, zone, t);
  const said = t(`rollcall:person.answer.${answer}`, { when });
  return [
    answer === 'help' ? bold(said) : plain(said),
    ...(toldBy ? [plain(t('rollcall:person.toldBy', { name: toldBy.fullName }))] : []),
  ];
}

function saidLines({ entries, listed }: ListedView, { t, zone }: Voice): string[] {
  const told = entries.filter(({ entry }) => entry.step === 'words' || entry.step === 'place').slice(-SAID);
  return told.map(({ entry, said }) => {
    const time = sayTime(entry.at, zone);
    const by = entry.by.id === listed.person.id ? '' : t('rollcall:person.by', { name: entry.by.fullName });
    if (said === null) return plain(t('rollcall:person.erased', { time }));
    if ('words' in said) return plain(t('rollcall:person.words', { time, words: said.words, by }));
    return `${plain(t('rollcall:person.place', { time, place: coordinates(said), by }))} ${map(said, t('rollcall:person.map'))}`;
  });
}

export const coordinates = ({ latitude, longitude }: Place): string => `${latitude}, ${longitude}`;

/** Plain numbers beside it, for whoever has no map at hand. */
function map({ latitude, longitude }: Place, label: string): string {
  const address = `https://maps.google.com/?q=${encodeURIComponent(`${latitude},${longitude}`)}`;
  return `<a href="${plain(address)}">${plain(label)}</a>`;
}

function personButtons({ call, listed, mayRecord }: ListedView, { t }: Voice) {
  const { id: listedId, answer } = listed;
  const told = (said: RollCallAnswer) => [
    button(t(`rollcall:person.told.${said}`), callbacks.rollCallTold.pack({ listedId, answer: said })),
  ];
  const more = button(t('rollcall:person.moreButton'), callbacks.startForm.pack({ form: 'help', subject: listedId }));
  const list = { rollCallId: call.id, unitId: 0, page: 0, isBelow: 0 };
  return [
    ...(mayRecord && answer !== 'safe' ? [told('safe')] : []),
    ...(mayRecord && answer !== 'help' ? [told('help')] : []),
    ...(mayRecord && answer === 'help' ? [[more]] : []),
    [button(t('rollcall:person.listButton'), callbacks.rollCallWanting.pack(list))],
  ];
}
