import { config } from 'zod';

// Under a Content-Security-Policy without eval, zod's probe for it would be reported as a violation. The contract's
// schemas are made when their modules load, so everything else is imported after this line.
config({ jitless: true });
const { start } = await import('./app/start.tsx');
start();
