// `npm run bench -- whatif`: measures and prints; it judges nothing and installs nothing.
import { Missing } from './machine.ts';
import { benchStart } from './start.ts';
import { benchWhatIf } from './whatif.ts';

const HELP = `npm run bench -- whatif   a weight slider dragged with the mouse: input to painted, beside an empty frame and the kernel alone
npm run bench -- start    from the start of the program to the first portfolio on the screen, median of 5
npm run bench -- help     this text

Needs the built window (npm run build) and a Chromium (found by itself, or named in CHROMIUM_PATH).
Exit status: 0 measured, 1 something is missing or broke, 2 wrong use. Figures never change it.`;

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  whatif: benchWhatIf,
  start: benchStart,
  help: async () => console.log(HELP),
};

const [name = 'help', ...more] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) && more.length === 0 ? BENCHES[name] : undefined;
if (bench) {
  try {
    await bench();
  } catch (error) {
    console.error(error instanceof Missing ? error.message : `The measurement broke off: ${error}`);
    process.exitCode = 1;
  }
} else {
  console.error(HELP);
  process.exitCode = 2;
}
