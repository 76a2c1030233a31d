/** Sentences: ticket subjects, survey comments, touchpoint and account notes. Written for the sample, none is a customer's. */

export const SUBJECTS: Readonly<Record<'bug' | 'question' | 'feature request', readonly string[]>> = {
  bug: [
    '{f}: page stays blank after saving',
    '{f} shows yesterday’s figures',
    'Error 502 when opening {f}',
    'Duplicate entries in {f} since the last release',
    '{f} loses filters after refresh',
    'Night shifts split at midnight in {f}',
    'Mobile app logs users out when opening {f}',
    'Totals in {f} do not match the export',
    'Time zone off by one hour in {f}',
    'Notifications from {f} arrive twice',
    'Slow loading of {f} for large sites',
    'Payroll file rejected: wrong cost centre',
    'SSO login loop for new employees',
    'Import stops at row 500 without a message',
    '{f}: save button greyed out for supervisors',
  ],
  question: [
    'How do I give a supervisor access to {f}?',
    'How do I copy {f} settings to another site?',
    'Can we restrict {f} to one department?',
    'Best way to set up {f} for part-timers',
    'Where do I change the week start in {f}?',
    'How are public holidays handled in {f}?',
    'Which role is needed for {f}?',
    'How do I archive a site?',
    'Question about seats and licences',
    'How long is the history kept in {f}?',
    'Is there a guide for {f}?',
  ],
  'feature request': [
    '{f}: please add a weekly view',
    'Colour rules in {f}',
    'Schedule {f} to be e-mailed every Monday',
    'Bulk edit in {f}',
    'Keyboard shortcuts for {f}',
    'Show cost per hour in {f}',
    'Link {f} with our data warehouse',
  ],
};
export const OUTAGE_SUBJECTS: readonly string[] = [
  'Service unavailable since this morning',
  'Nobody can log in (EU)',
  'Schedule board down, shifts start at 14:00',
  'Timeouts on every page',
  'When will the EU cluster be back?',
];

export const NPS_COMMENTS: Readonly<Record<'high' | 'middle' | 'low', readonly string[]>> = {
  high: [
    'Planning a week takes us an hour now, it used to take a day.',
    'Support answers fast and knows our set-up.',
    'Supervisors like the mobile app, which says a lot.',
    'Solid product, good people behind it.',
    'The forecast has saved us overtime every month this year.',
    'Roll-out to the other sites went better than expected.',
  ],
  middle: [
    'Does what it should. Reporting could be better.',
    'Good once it is set up; the set-up took long.',
    'Fine for planners, less so for supervisors on the phone.',
    'We use about half of it. Would like help with the rest.',
    'Useful, but exports need manual work every month.',
    'OK overall, a few slow pages.',
  ],
  low: [
    'Too many issues after the last releases.',
    'We are still waiting for an answer on our tickets.',
    'Expensive for what we actually use.',
    'Our team has gone back to spreadsheets for the night shift.',
    'Nobody has checked in with us for months.',
    'We were promised the payroll link for spring.',
    'Hard to justify at the next budget round.',
  ],
};
export const CSAT_COMMENTS: Readonly<Record<'high' | 'low', readonly string[]>> = {
  high: [
    'Quick and clear, thank you.',
    'Solved in one go.',
    'Great session, very practical.',
    'Friendly and to the point.',
  ],
  low: [
    'Took three mails to be understood.',
    'The workaround is not a solution.',
    'Answer came too late for our payroll run.',
  ],
};
export const PULSE_COMMENTS: Readonly<Record<'high' | 'middle' | 'low', readonly string[]>> = {
  high: ['Strong sponsor, steady use, open to a second site.', 'Good rhythm, happy planners.', 'Reference candidate.'],
  middle: [
    'Stable, but only one department uses it.',
    'Polite, slow to answer.',
    'Waiting for their re-organisation to settle.',
  ],
  low: [
    'Hard to reach, worried about the renewal.',
    'Open complaints, tone has changed.',
    'Budget under review, new CFO.',
    'A competitor was mentioned twice.',
  ],
};

export const TOUCH_NOTES: Readonly<Record<'good' | 'neutral' | 'bad', readonly string[]>> = {
  good: [
    'Reviewed adoption, two more teams to be added next month.',
    'They showed their own dashboard to the board.',
    'Agreed to be a reference for {i}.',
    'Walked through {f}; well received.',
    'Overtime down again, sponsor pleased.',
  ],
  neutral: [
    'Regular check-in, no open points.',
    'Discussed {f} and the next release.',
    'Follow-up on two tickets, both on track.',
    'Sent the guide for {f}.',
    'Moved the next session by a week at their request.',
    'Roles cleaned up after staff changes.',
  ],
  bad: [
    'Frustrated about open tickets, wants dates.',
    'Short call, camera off, no next steps agreed.',
    'Usage questioned by finance; asked for a seat report.',
    'Mentioned that another vendor was invited.',
    'No answer to the last two mails.',
    'Planner unavailable, project “on hold for now”.',
  ],
};

export const NO_SHOW_NOTES: readonly string[] = [
  'No-show, sent the recording.',
  'Nobody joined; asked for a new date.',
  'Cancelled an hour before.',
  'Declined, shift cover needed on site.',
];

export const ACCOUNT_NOTES: readonly string[] = [
  'Procurement needs 60 days before the renewal.',
  'Prefers written summaries after each call.',
  'Two collective agreements: check rule packs before a release.',
  'Seasonal staff from May to September.',
  'Reference customer, please ask before using the name.',
  'Migrated from the legacy planner in 2023.',
  'Board reports in English, day-to-day in the local language.',
  'Merger with a neighbouring group under discussion.',
  'Payroll run on the 20th, no changes in that week.',
];
export const CHURN_REASONS: readonly string[] = [
  'price',
  'switched to competitor',
  'switched to competitor',
  'low adoption',
  'low adoption',
  'missing features',
  'service quality',
  'champion left',
  'budget cut',
];
export const SILENT_REASONS: readonly string[] = [
  'acquired',
  'insolvency',
  'group decision',
  'switched to competitor',
  'budget cut',
];

/** Steps of an onboarding, in order; small customers skip the last ones. */
export const SETUP_STEPS: readonly string[] = [
  'Kick-off and roll-out plan',
  'All sites and employees imported',
  'Pay and shift rules approved',
  'Roles and access set up',
  'Mobile app handed out',
  'Payroll export connected',
  'Single sign-on connected',
  'Pilot site reviewed',
  'All sites rolled out',
];
export const TRAINING_STEPS: readonly string[] = ['Planner training', 'Supervisor training', 'Administrator training'];
export const VALUE_GOALS: readonly string[] = [
  'Overtime down by 10%',
  'Rosters published 14 days ahead',
  'Planning time halved',
  'Absence cost down by 5%',
  'No payroll corrections after the 20th',
  'Agency hours below 8%',
  'Audit passed without findings',
  'One plan for all sites',
  'Shift gaps filled within a day',
];
