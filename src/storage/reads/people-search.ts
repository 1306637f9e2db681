import type { PeopleStore } from '../../domain/people/people-store.ts';
import { foldText } from '../../lib/text.ts';
import type { Connection } from '../connection.ts';
import { sql } from '../sql.ts';
import { belowAny, held, like } from '../stores/below.ts';

/** By a staff number or words of a name; each person once, at the lowest unit where they hold a post. */
export const peopleSearch = (connection: Connection): Pick<PeopleStore, 'search'> => ({
  search: (underPaths, words, limit, today) =>
    connection.query<{ id: number; fullName: string; unit: string }>(sql`
      SELECT p.id, p.full_name AS "fullName",
        (SELECT h.name FROM posts w JOIN units h ON h.id = w.unit_id WHERE w.person_id = p.id AND ${held('w', today)}
          ORDER BY length(h.path) DESC, w.id LIMIT 1) AS unit
      FROM people p
      WHERE (p.name_folded LIKE ${like(foldText(words))} ESCAPE '!' OR p.staff_no = ${words}) AND p.left_on IS NULL
        AND EXISTS (SELECT 1 FROM posts o JOIN units u ON u.id = o.unit_id
          WHERE o.person_id = p.id AND ${held('o', today)} AND ${belowAny('u.path', underPaths)})
      ORDER BY p.name_sort, p.id LIMIT ${limit}`),
});
