/** What the two halves of the double say to each other over the child process's channel. */

/** An intercepted request of the page, in the application's own addresses. */
export type PageRequest = { readonly url: string; readonly method: string; readonly resourceType: string };
export type PageResponse = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
} | null;

/** Who called `ipcRenderer.invoke`. */
export type Sender = { readonly url: string; readonly isTop: boolean };

/** Things the browser side asks of the process under test; the answer comes back by id. */
export type Questions = {
  request(request: PageRequest): PageResponse;
  invoke(sender: Sender | null, channel: string, args: readonly unknown[]): unknown;
  /** True when the navigation was prevented. */
  navigate(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', url: string): boolean;
  openWindow(url: string): 'allow' | 'deny';
  attachWebview(): boolean;
  permission(name: string): { readonly requested: boolean; readonly checked: boolean; readonly device: boolean };
  /** Queues the answer of the next dialog. */
  answerDialog(paths: readonly string[]): null;
  secondInstance(argv: readonly string[]): null;
  loaded(windowId: number): null;
  closeWindow(windowId: number): null;
};

export type Question = { readonly id: number; readonly name: keyof Questions; readonly args: readonly unknown[] };

export type FromMain =
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: 'load'; readonly windowId: number; readonly url: string; readonly preload: string }
  | { readonly kind: 'send'; readonly windowId: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'close'; readonly windowId: number }
  | { readonly kind: 'record'; readonly what: string; readonly value: unknown };
