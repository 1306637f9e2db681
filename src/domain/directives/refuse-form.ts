import type { Form } from '../forms/form.ts';
import { withdrawForm } from './amend-form.ts';

const [reason] = withdrawForm.steps;

const asked = (name: string): Form => ({ name, version: 1, steps: [{ ...reason!, isOptional: true }] });

/** What is asked of whoever does not say yes to a directive, or to an amendment (`subjectId`). */
export const refuseForm = asked('refuse');
export const refuseAmendmentForm = asked('refuseAmendment');
