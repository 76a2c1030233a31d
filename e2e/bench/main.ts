// `npm run bench -- whatif`: measures and prints; it judges nothing and installs nothing.
import { benchImport } from './import.ts';
import { Missing, WrongUse } from './machine.ts';
import { benchFeatures, benchScore } from './score.ts';
import { benchStart } from './start.ts';
import { benchValidate } from './validate.ts';
import { benchViews } from './views.ts';
import { benchWhatIf } from './whatif.ts';

const HELP = `npm run bench -- whatif   a weight slider dragged with the mouse, on the sample and on 100,000 accounts (--quick: 10,000): input to painted,
                          beside empty frames of the same page; one step of 10k to 1 million accounts beside numpy and DuckDB; replies
                          of a whole history, 10k × 104 weeks, and its accuracy; --quick, --runs N and --only NAME
npm run bench -- start    from the start of the program to the first portfolio on the screen, median of 5
npm run bench -- import   0.25, 1 and 5 million rows of usage and 1 million tickets, beside sqlite3, DuckDB and pandas where they are
                          installed; --quick for small files, --runs N for medians of N (3), --only NAME for one of the peers
npm run bench -- score    the composite of 20 signals beside numpy and pandas, and histories of 10k × 104 and 100k × 26 from stored facts beside DuckDB
npm run bench -- features usage signals from 5 million stored rows beside DuckDB and SQLite; both take --quick, --runs N and --only NAME too
npm run bench -- views    Portfolio and Accounts of 100,000 accounts in the window: open, change the date, sort, filter, group, scroll
                          from end to end, beside empty frames of the same page; --quick for 10,000, --runs N rounds of it (3)
npm run bench -- validate exact AUC, thresholds and a logistic fit beside scikit-learn and numpy, and back-tests with 2,000 resamples; --quick, --runs N too
npm run bench -- help     this text

whatif, start and views need the built window (npm run build) and a Chromium (found by itself, or named in CHROMIUM_PATH).
Exit status: 0 measured, 1 something is missing or broke, 2 wrong use. Figures never change it.`;

const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  whatif: benchWhatIf,
  start: benchStart,
  import: benchImport,
  score: benchScore,
  features: benchFeatures,
  views: benchViews,
  validate: benchValidate,
  help: async () => console.log(HELP),
};

const TAKES_OPTIONS: ReadonlySet<string> = new Set(['whatif', 'import', 'score', 'features', 'views', 'validate']);

const [name = 'help', ...more] = process.argv.slice(2);
const bench =
  Object.hasOwn(BENCHES, name) && (more.length === 0 || TAKES_OPTIONS.has(name)) ? BENCHES[name] : undefined;
if (bench) {
  try {
    await bench(more);
  } catch (error) {
    const told = error instanceof Missing || error instanceof WrongUse;
    console.error(told ? error.message : `The measurement broke off: ${error}`);
    process.exitCode = error instanceof WrongUse ? 2 : 1;
  }
} else {
  console.error(HELP);
  process.exitCode = 2;
}
