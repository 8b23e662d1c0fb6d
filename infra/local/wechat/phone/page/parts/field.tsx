interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  type?: 'text' | 'number' | 'url';
  required?: boolean;
  testId?: string;
  list?: string;
}

/** A labelled one-line field. */
export const Field = ({ label, value, onInput, placeholder, type = 'text', required, testId, list }: FieldProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type={type}
      value={value}
      step="any"
      list={list}
      required={required}
      placeholder={placeholder}
      data-testid={testId}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  </label>
);
