import { z } from 'zod';
import { count, isoDate, nullableNumber, shortText, text } from './common.ts';
import { query } from './define.ts';

/** Health of one person, 0-100 (30-method.md 2.7): parts with what was earned of what is possible. */
export const contactHealth = z.strictObject({
  score: z.number().min(0).max(100).nullable(),
  tier: z.enum(['Green', 'Yellow', 'Red']).nullable(),
  parts: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      points: nullableNumber,
      max: z.number(),
      /** The measured value in words, e.g. `10 days ago`. */
      value: shortText.nullable(),
    }),
  ),
});

export const contactMark = z.enum(['sponsor', 'champion', 'admin']);

export const contactDetail = z.strictObject({
  asOf: isoDate,
  contactId: shortText,
  accountId: shortText,
  accountName: shortText,
  name: shortText.nullable(),
  email: shortText.nullable(),
  role: shortText.nullable(),
  department: shortText.nullable(),
  marks: z.array(contactMark),
  createdAt: isoDate.nullable(),
  lastLogin: isoDate.nullable(),
  leftAt: isoDate.nullable(),
  /** Key user without activity for 30 days or more (30-method.md 2.7). */
  dormant: z.boolean(),
  health: contactHealth,
  /** 52 weeks, oldest first. */
  usage: z.array(
    z.strictObject({
      id: shortText,
      name: shortText,
      weeks: z.array(z.strictObject({ date: isoDate, value: nullableNumber })),
    }),
  ),
  features: z.array(z.strictObject({ name: shortText, uses: count })).max(50),
  timeline: z
    .array(
      z.strictObject({
        date: isoDate,
        kind: shortText,
        title: shortText,
        detail: text.nullable(),
        tone: z.enum(['good', 'bad', 'neutral']),
      }),
    )
    .max(200),
});
export type ContactDetail = z.infer<typeof contactDetail>;

export const contactMethods = {
  'contacts.get': query(z.strictObject({ contactId: shortText, asOf: isoDate.optional() }), contactDetail),
};
