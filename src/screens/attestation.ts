import type { Attestation, AttestationWay } from '../domain/directives/attestation.ts';
import type { Directive } from '../domain/directives/directive.ts';
import type { Draft } from '../domain/forms/form.ts';
import { callbacks } from './callbacks.ts';
import { sayInstant } from './dates.ts';
import { nameAndTitle, shortName } from './directive-head.ts';
import { pressOf } from './forms.ts';
import { bold, button, lines, plain, type Screen, type Voice } from './screen.ts';

type Named = Pick<Directive, 'id' | 'number' | 'title'>;

export interface Attesting {
  draft: Draft;
  way: AttestationWay;
  directive: Named;
  person: string;
  unit: string;
  note: string | null;
}

/** The last look before a leader's word about somebody is recorded. */
export function attestOverview({ draft, way, directive, person, unit, note }: Attesting, voice: Voice): Screen {
  const { t } = voice;
  const to = pressOf(draft);
  return {
    text: lines(
      bold(t(`directives:attestation.overview.${way}`)),
      '',
      plain(t('directives:attestation.overview.person', { name: person, unit })),
      nameAndTitle(directive, voice),
      note && plain(t('directives:attestation.overview.note', { note })),
      '',
      plain(t(`directives:attestation.overview.${way}Hint`)),
    ),
    keyboard: [
      [button(t('directives:attestation.overview.saveButton'), to('send'))],
      [button(t('forms:editButton'), to('choose')), button(t('forms:cancelButton'), to('cancel'))],
    ],
  };
}

export function attestSaved(
  { way, directive, person, unitId }: Pick<Attesting, 'way' | 'directive' | 'person'> & { unitId: number },
  voice: Voice,
): Screen {
  const { t } = voice;
  const back = callbacks.missing.pack({ directiveId: directive.id, unitId, page: 0 });
  return {
    text: lines(plain(t(`directives:attestation.saved.${way}`, { name: person })), plain(shortName(directive, voice))),
    keyboard: [[button(t('compliance:person.listButton'), back)]],
  };
}

/** Told to the person: what was said about them, and how to dispute it. */
export function attestedScreen(attestation: Attestation, directive: Named, voice: Voice): Screen {
  const { t, zone } = voice;
  const { id, receiptId, way, byName: by, note, at, disputedAt } = attestation;
  const open = button(t('directives:attestation.told.openButton'), callbacks.openCard.pack({ receiptId }));
  const dispute = button(
    t('directives:attestation.told.disputeButton'),
    callbacks.disputeAttestation.pack({ attestationId: id }),
  );
  const disputed =
    disputedAt && t('directives:attestation.told.disputed', { when: sayInstant(disputedAt, zone, t), by });
  return {
    text: lines(
      nameAndTitle(directive, voice),
      '',
      plain(t(`directives:attestation.told.${way}`, { by, when: sayInstant(at, zone, t) })),
      note && plain(t('compliance:person.note', { note })),
      '',
      plain(disputed || t('directives:attestation.told.hint')),
    ),
    keyboard: [[open], ...(disputedAt ? [] : [[dispute]])],
  };
}

/** Told to whoever attested it. */
export function disputedScreen(attestation: Attestation, directive: Named, person: string, voice: Voice): Screen {
  const { t, zone } = voice;
  const { receiptId, way, at } = attestation;
  const open = button(t('directives:attestation.disputed.openButton'), callbacks.owing.pack({ receiptId }));
  return {
    text: lines(
      bold(t('directives:attestation.disputed.heading', { name: person })),
      nameAndTitle(directive, voice),
      '',
      plain(t(`directives:attestation.disputed.${way}`, { when: sayInstant(at, zone, t) })),
      plain(t('directives:attestation.disputed.hint')),
    ),
    keyboard: [[open]],
  };
}
