// The kernel in a process of its own, so that its peak memory is its own.
import { runKernel } from './score-kernel.ts';

const [folder = '', rounds = ''] = process.argv.slice(2);
console.log(JSON.stringify(runKernel(folder, Number(rounds))));
