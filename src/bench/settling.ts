import type { Office, Stores } from '../domain/stores.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

const UNITS = 100;
const CHUNK = 1_000;
/** So many more people stand beside the office: what goes to them is an answer and no broadcast. */
export const ASKERS = 100;

/** So many people in a hundred units below `U0`, and some in `V0` beside it, all with an account; and a telephone where there is a sandbox. */
export async function settlePeople(people: number, office: Office, sandbox: Sandbox | null): Promise<void> {
  const unitIds = await office.inTransaction(addUnits);
  const [besideId, , ...below] = unitIds;
  for (let start = 0; start < people + ASKERS; start += CHUNK) {
    const length = Math.min(CHUNK, people + ASKERS - start);
    const numbers = Array.from({ length }, (_, index) => start + index + 1);
    const unitOf = (no: number) => (no > people ? besideId! : below[no % UNITS]!);
    await office.inTransaction((stores) => addPeople(numbers, unitOf, office.clock.now(), stores));
    for (const no of numbers) sandbox?.addUser({ id: no, firstName: `${no}`, phone: `+${no}`, hasStarted: true });
  }
}

/** So many, the first of the people, also lead `U0`, and so all of them. */
export async function settleLeaders(count: number, office: Office): Promise<void> {
  const unit = await office.read.units.findByCode('U0');
  const posts: Parameters<Stores['people']['openPosts']>[0] = [];
  for (let no = 1; no <= count; no += 1) {
    const person = await office.read.people.findByStaffNo(`P${no}`);
    posts.push({ personId: person!.id, unitId: unit!.id, role: 'leader', fromOn: '2026-01-01' });
  }
  await office.inTransaction(({ people }) => people.openPosts(posts));
}

async function addUnits({ units }: Stores): Promise<number[]> {
  const fields = { province: null, aliases: [], predecessors: [], validFrom: null, validTo: null };
  const save = (code: string, parentCode: string | null) =>
    units.save({ ...fields, code, name: `Đơn vị ${code}`, parentCode });
  const ids = [await save('V0', null), await save('U0', null)];
  for (let index = 0; index < UNITS; index += 1) ids.push(await save(`U${index + 1}`, 'U0'));
  return ids;
}

async function addPeople(
  numbers: number[],
  unitOf: (no: number) => number,
  enrolledAt: Date,
  { people }: Stores,
): Promise<void> {
  const persons = numbers.map((no) => {
    return { staffNo: `P${no}`, fullName: `Nguyễn Văn ${no}`, phone: null, locale: null, leftOn: null };
  });
  const idOf = await people.saveMany(persons);
  const posts = numbers.map((no) => {
    return { personId: idOf.get(`P${no}`)!, unitId: unitOf(no), role: 'staff' as const, fromOn: '2026-01-01' };
  });
  await people.openPosts(posts);
  for (const no of numbers) {
    await people.addAccount({ personId: idOf.get(`P${no}`)!, telegramId: no, enrolledAt, way: 'contact' });
  }
}
