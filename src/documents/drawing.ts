/** Pictures as they are to be drawn, every word in them said: the process that draws knows nothing of the office or its languages. */

export const partLooks = ['done', 'open', 'late', 'unreachable', 'absent'] as const;
/** How a part of a bar looks: its colour, and a pattern by which it is known without colour. */
export type PartLook = (typeof partLooks)[number];

interface Drawn<Kind extends string> {
  kind: Kind;
  title: string;
  subtitle: string;
  /** Below the picture, small. */
  note: string;
}

export interface BarsDrawing extends Drawn<'bars'> {
  legend: { look: PartLook; label: string }[];
  bars: { name: string; note: string; parts: { look: PartLook; value: number; label: string }[] }[];
}

export interface CurveDrawing extends Drawn<'curve'> {
  /** Shares from 0 to 1, equally far apart, ending at `until`. */
  shares: number[];
  /** Where on the axis of time (0 to 1) the curve ends. */
  until: number;
  /** What is said at its end. */
  last: string;
  levels: { at: number; label: string }[];
  moments: { at: number; label: string }[];
  deadline: { at: number; label: string } | null;
  reminders: number[];
  remindersLabel: string;
}

export interface HeatDrawing extends Drawn<'heat'> {
  days: string[];
  /** Shares from 0 to 1; null where nothing was due. */
  rows: { name: string; cells: { share: number | null; label: string }[] }[];
  legend: { share: number; label: string }[];
}

export type Drawing = BarsDrawing | CurveDrawing | HeatDrawing;
