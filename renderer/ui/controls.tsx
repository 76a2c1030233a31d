/** Stable names: `Button`, `IconButton`, `Segmented`, `Chip`, `TextField`, `TextArea`, `SelectField`, `Dialog`. */
import { Modal } from '@mantine/core';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { Icon, type IconName } from './icons.tsx';

type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'className'> & {
  readonly kind?: 'default' | 'primary' | 'quiet' | 'danger';
  readonly keys?: string;
};
const KINDS = { default: 'btn', primary: 'btn pri', quiet: 'btn q', danger: 'btn dng' } as const;

/** One primary button per view. `keys` shows the shortcut. */
export function Button({ kind = 'default', keys, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} {...rest} className={KINDS[kind]}>
      {children}
      {keys !== undefined && (
        <span aria-hidden="true">
          <kbd>{keys}</kbd>
        </span>
      )}
    </button>
  );
}

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'className' | 'children' | 'aria-label'> & {
  readonly icon: IconName;
  readonly label: string;
  readonly size?: number;
};

export function IconButton({ icon, label, size = 14, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button type={type} {...rest} className="ib" aria-label={label} title={label}>
      <Icon name={icon} size={size} />
    </button>
  );
}

type SegmentedProps<T extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** null when none of them describes the present state. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly small?: boolean;
};

export function Segmented<T extends string>({ label, options, value, onChange, small = false }: SegmentedProps<T>) {
  const name = useId();
  return (
    <div className={small ? 'segc s' : 'segc'} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'on' : ''}>
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span data-label={option.label}>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

export function Chip({
  field,
  value,
  onRemove,
}: {
  readonly field: string;
  readonly value: string;
  readonly onRemove: () => void;
}) {
  return (
    <span className="chip">
      <i>{field}</i>
      <span className="ell">{value}</span>
      <button type="button" className="x" aria-label={`Remove filter ${field} ${value}`} onClick={onRemove}>
        <Icon name="x" size={12} />
      </button>
    </span>
  );
}

type TextFieldProps = Omit<ComponentPropsWithRef<'input'>, 'className'> & {
  readonly label: string;
  readonly help?: string;
  readonly error?: string | null;
};

/** Label above, help below; an error replaces the help. */
export function TextField({ label, help, error = null, ...rest }: TextFieldProps) {
  const id = useId();
  const note = error ?? help;
  return (
    <label className="field">
      <span className="l">{label}</span>
      <input
        className={error ? 'inp err' : 'inp'}
        aria-invalid={error !== null}
        aria-describedby={note ? id : undefined}
        {...rest}
      />
      {note && (
        <span id={id} className={error ? 'h err' : 'h'}>
          {note}
        </span>
      )}
    </label>
  );
}

type TextAreaProps = Omit<ComponentPropsWithRef<'textarea'>, 'className'> & {
  readonly label: string;
  readonly help?: string;
  readonly error?: string | null;
};

/** Several lines of words; label, help and error as in `TextField`. */
export function TextArea({ label, help, error = null, ...rest }: TextAreaProps) {
  const id = useId();
  const note = error ?? help;
  return (
    <label className="field">
      <span className="l">{label}</span>
      <textarea
        className={error ? 'inp err' : 'inp'}
        rows={3}
        aria-invalid={error !== null}
        aria-describedby={note ? id : undefined}
        {...rest}
      />
      {note && (
        <span id={id} className={error ? 'h err' : 'h'}>
          {note}
        </span>
      )}
    </label>
  );
}

type SelectFieldProps = Omit<ComponentPropsWithRef<'select'>, 'className'> & {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly hideLabel?: boolean;
};

export function SelectField({ label, options, hideLabel = false, ...rest }: SelectFieldProps) {
  return (
    <label className="field">
      <span className={hideLabel ? 'vh' : 'l'}>{label}</span>
      <select className="inp" {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type DialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly width?: number;
};

/** Only for what cannot be undone or needs an answer; otherwise act and offer undo. */
export function Dialog({ open, title, onClose, children, width = 440 }: DialogProps) {
  return (
    <Modal.Root opened={open} onClose={onClose} size={width} centered transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: a second banner in the page would mislead. */}
        <div className="dialog-h">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
