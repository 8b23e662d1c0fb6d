import { monthName } from './format.ts';

interface MonthPickerProps {
  /** `YYYY-MM`, the newest first. */
  months: readonly string[];
  value: string;
  onChange: (month: string) => void;
  label?: string;
}

/** One of the months that have something to show: the phone's own picker between an arrow back and an arrow forward. */
export const MonthPicker = ({ months, value, onChange, label = '月份' }: MonthPickerProps) => {
  const at = months.indexOf(value);
  const step = (by: number, name: string, mark: string) => {
    const target = months[at + by];
    return (
      <button
        type="button"
        aria-label={name}
        disabled={at < 0 || target === undefined}
        onClick={() => target && onChange(target)}
      >
        {mark}
      </button>
    );
  };
  return (
    <div class="stepper">
      {step(1, '前一个月', '‹')}
      <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {months.map((month) => (
          <option key={month} value={month}>
            {monthName(month)}
          </option>
        ))}
      </select>
      {step(-1, '后一个月', '›')}
    </div>
  );
};
