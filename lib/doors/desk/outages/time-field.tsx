import { useId } from 'preact/hooks';
import { FieldNote, useFieldFault } from '../../../page-kit/desk.tsx';

interface TimeFieldProps {
  name: string;
  label: string;
  /** Beijing time, `2026-11-29T08:00`. */
  value: string;
  onInput: (value: string) => void;
  hint?: string;
}

/** A date with its time, Beijing's. */
export const TimeField = ({ name, label, value, onInput, hint }: TimeFieldProps) => {
  const id = useId();
  const fault = useFieldFault(name);
  return (
    <div class={fault ? 'field field_fault' : 'field'}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="datetime-local"
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <FieldNote id={`${id}-note`} hint={hint} fault={fault} />
    </div>
  );
};
