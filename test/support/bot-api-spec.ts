import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Field {
  name: string;
  types: string[];
  required: boolean;
}

interface Shape {
  fields?: Field[];
  subtypes?: string[];
}

interface Spec {
  methods: Record<string, Shape>;
  types: Record<string, Shape>;
}

const path = resolve(import.meta.dirname, '../../../shared/telegram-bot-api.json');
const spec: Spec | undefined = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
const methods = new Map(Object.entries(spec?.methods ?? {}).map(([name, shape]) => [name.toLowerCase(), shape]));

/**
 * What is wrong with a request by Telegram's specification, in words; nothing where the specification is not at hand.
 * Objects may be JSON text and numbers text, as they are in forms.
 */
export function checkRequest(method: string, params: Record<string, unknown>): string[] {
  if (!spec) return [];
  const shape = methods.get(method.toLowerCase());
  if (!shape) return [`${method}: there is no such method`];
  // An uploaded form names its method once more, as an answer to a webhook would.
  const { method: named, ...said } = params;
  return checkFields(method, shape.fields ?? [], withoutAttachments(named === method ? said : params));
}

/** A form's further parts have names of their own: fields refer to them as attach://name. */
function withoutAttachments(params: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(params);
  return Object.fromEntries(Object.entries(params).filter(([name]) => !text.includes(`attach://${name}`)));
}

function checkFields(place: string, fields: Field[], given: Record<string, unknown>): string[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const missing = fields.filter(({ name, required }) => required && (given[name] ?? undefined) === undefined);
  const faults = missing.map(({ name }) => `${place}.${name}: is missing`);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    const field = known.get(name);
    faults.push(...(field ? checkValue(`${place}.${name}`, field.types, value) : [`${place}.${name}: is not known`]));
  }
  return faults;
}

/** A value is right when one of the types takes it; otherwise the complaint of the type that came nearest. */
function checkValue(place: string, types: string[], value: unknown): string[] {
  const complaints: string[][] = [];
  for (const type of types) {
    const faults = checkType(place, type, value);
    if (faults.length === 0) return [];
    complaints.push(faults);
  }
  const nearest = complaints.sort((one, other) => one.length - other.length || depth(other) - depth(one))[0]!;
  return complaints.length > 1 && depth(nearest) === depth([place])
    ? [`${place}: is not ${types.join(' or ')}`]
    : nearest;
}

/** A complaint from deep inside a value says more than that it is something else altogether. */
const depth = (faults: string[]) => Math.max(...faults.map((fault) => fault.split(/[.[]/).length));

function checkType(place: string, type: string, value: unknown): string[] {
  const is = (holds: boolean) => (holds ? [] : [`${place}: is not ${type}`]);
  if (type.startsWith('Array of ')) return checkArray(place, type, value);
  switch (type) {
    case 'String':
      return is(typeof value === 'string');
    case 'Integer':
      return is(Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)));
    case 'Float':
      return is(Number.isFinite(value) || (typeof value === 'string' && Number.isFinite(Number(value || 'none'))));
    case 'Boolean':
    case 'True':
      return is(typeof value === 'boolean' || value === 'true' || value === 'false');
    case 'InputFile':
      return is(isObject(value) && typeof value.name === 'string' && typeof value.size === 'number');
    default:
      return checkObject(place, type, value);
  }
}

function checkArray(place: string, type: string, value: unknown): string[] {
  const items = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(items)) return [`${place}: is not ${type}`];
  return items.flatMap((item, index) => checkValue(`${place}[${index}]`, [type.slice('Array of '.length)], item));
}

function checkObject(place: string, type: string, value: unknown): string[] {
  const shape = spec?.types[type];
  const object = typeof value === 'string' ? parsed(value) : value;
  if (!shape || !isObject(object)) return [`${place}: is not ${type}`];
  if (shape.subtypes) return checkValue(place, shape.subtypes, object);
  return checkFields(place, shape.fields ?? [], object);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
