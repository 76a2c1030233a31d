/** One line with one way back, bottom left, 8 s. Stable name: `showToast(message, {label, run})`. */
import { create } from 'zustand';

export type ToastAction = { readonly label: string; readonly run: () => void };
export type ToastItem = {
  readonly id: number;
  readonly message: string;
  readonly action: ToastAction | null;
  readonly tone: 'plain' | 'bad';
};

export const useToasts = create<{ readonly toasts: readonly ToastItem[] }>(() => ({ toasts: [] }));

let nextId = 1;

/** Answers the toast's id, for what is said only until something else happens. */
export function showToast(
  message: string,
  action: ToastAction | null = null,
  tone: ToastItem['tone'] = 'plain',
): number {
  const toast: ToastItem = { id: nextId, message, action, tone };
  nextId += 1;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), toast] }));
  return toast.id;
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
