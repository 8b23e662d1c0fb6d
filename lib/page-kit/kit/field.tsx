import { useId } from 'preact/hooks';
import { useFieldFault } from './form.tsx';

interface FieldProps {
  /** As the API names it; a fault of the form's act that names it is shown here. */
  name: string;
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  /** `numeric` brings up the digits only, and drops whatever else is pasted. */
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email';
  autocomplete?: string;
  maxLength?: number;
  /** Shown as dots: a service password. */
  secret?: boolean;
  placeholder?: string;
  /** May stay empty. */
  optional?: boolean;
}

const dropped: Partial<Record<NonNullable<FieldProps['inputMode']>, RegExp>> = { numeric: /\D/g, tel: /[\s-]/g };

/** What may stand in the field. The browser's own `maxlength` would cut off the end of a number that is pasted with spaces in it. */
const tidy = (value: string, inputMode: FieldProps['inputMode'] = 'text', maxLength = 200): string => {
  const kept = [...value.replace(dropped[inputMode] ?? '', '')];
  return (kept.length > maxLength ? kept.filter((mark) => mark.trim()).slice(0, maxLength) : kept).join('');
};

/** A labelled one-line input with hint and fault bound to it. */
export const Field = ({ name, label, value, onInput, hint, maxLength, secret, optional, ...input }: FieldProps) => {
  const id = useId();
  const fault = useFieldFault(name);
  return (
    <div class={fault ? 'field field_fault' : 'field'}>
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...(secret ? { type: 'password' as const } : { type: 'text' as const })}
        value={value}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        required={!optional}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-note`}
        onInput={(event) => {
          const { currentTarget } = event;
          // What is being composed (拼音) is not cut before it is a character.
          if (!event.isComposing) currentTarget.value = tidy(currentTarget.value, input.inputMode, maxLength);
          onInput(currentTarget.value);
        }}
        {...input}
      />
      <FieldNote id={`${id}-note`} hint={hint} fault={fault} />
    </div>
  );
};

/** What a field's note says: its fault, else its hint. */
export const FieldNote = ({ id, hint, fault }: { id: string; hint: string | undefined; fault: string | undefined }) => (
  <p id={id} class="field-note">
    {fault ?? hint}
  </p>
);

interface SelectProps {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  hint?: string;
}

/** A labelled choice of one; the phone's own picker. */
export const Select = ({ name, label, value, onChange, options, hint }: SelectProps) => {
  const id = useId();
  const fault = useFieldFault(name);
  return (
    <div class={fault ? 'field field_fault' : 'field'}>
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} hint={hint} fault={fault} />
    </div>
  );
};

interface CheckProps {
  name: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
}

/** A tick with its sentence: consent, 设为默认. */
export const Check = ({ name, checked, onChange, label }: CheckProps) => {
  const id = useId();
  const fault = useFieldFault(name);
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          name={name}
          checked={checked}
          aria-invalid={fault !== undefined}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      <p id={id} class="check-note">
        {fault}
      </p>
    </>
  );
};
