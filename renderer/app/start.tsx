import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { WindowBridge } from '../api/bridge-status.ts';
import { connect } from '../api/connect.ts';
import '../ui/styles.ts';
import { App } from './App.tsx';
import { ThemeProvider } from './Printing.tsx';

/** `bridge` is given by fixtures; the window finds its own. */
export function start(bridge: WindowBridge = connect()): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root.');
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider>
        <App bridge={bridge} />
      </ThemeProvider>
    </StrictMode>,
  );
}
