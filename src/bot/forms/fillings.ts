import { Problem } from '../../domain/problem.ts';
import { absenceFilling } from './absence-filling.ts';
import { areaLevelFilling } from './area-level-filling.ts';
import { attestFilling } from './attest-filling.ts';
import { directiveFilling } from './directive-filling.ts';
import type { Filling } from './filling.ts';
import { healthCampaignFilling, healthFilling } from './health-fillings.ts';
import { amendFilling, closeFilling, withdrawFilling } from './managing-fillings.ts';
import { passOnFilling } from './pass-on-filling.ts';
import { privacyRequestFilling, privacyRequestStepFilling } from './privacy-request-fillings.ts';
import { refuseAmendmentFilling, refuseFilling } from './refusing-fillings.ts';
import { helpFilling, rollCallFilling } from './roll-call-fillings.ts';
import { taskFilling } from './task-filling.ts';
import { taskStepFilling } from './task-step-filling.ts';
import { tripExtendFilling, tripFilling, tripStepFilling } from './trip-fillings.ts';
import { verificationFilling } from './verification-filling.ts';

/** Every form that can be filled, by its name. */
export const fillings: Record<string, Filling> = {
  directive: directiveFilling,
  amend: amendFilling,
  withdraw: withdrawFilling,
  close: closeFilling,
  refuse: refuseFilling,
  refuseAmendment: refuseAmendmentFilling,
  away: absenceFilling,
  phone: attestFilling('phone'),
  paper: attestFilling('paper'),
  passOn: passOnFilling,
  verify: verificationFilling,
  areaLevel: areaLevelFilling,
  trip: tripFilling,
  tripExtend: tripExtendFilling,
  tripRefuse: tripStepFilling('refuse'),
  tripAsk: tripStepFilling('ask'),
  tripAnswer: tripStepFilling('answer'),
  health: healthFilling,
  healthCampaign: healthCampaignFilling,
  privacyRequest: privacyRequestFilling,
  privacyAnswer: privacyRequestStepFilling('answer'),
  privacyRefuse: privacyRequestStepFilling('refuse'),
  rollCall: rollCallFilling,
  help: helpFilling,
  task: taskFilling,
  taskProgress: taskStepFilling('progress'),
  taskDifficulty: taskStepFilling('difficulty'),
  taskDone: taskStepFilling('report'),
  taskCannot: taskStepFilling('cannot'),
  taskAnswer: taskStepFilling('answer'),
  taskBack: taskStepFilling('sendBack'),
  taskAgain: taskStepFilling('giveAgain'),
};

export function fillingOf(name: string): Filling {
  const filling = Object.hasOwn(fillings, name) ? fillings[name] : null;
  if (!filling) throw new Problem('formGone');
  return filling;
}
