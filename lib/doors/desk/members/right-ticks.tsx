import type { StaffRight } from '../../../guard/desk.ts';
import { rightNames } from './rights.ts';

const rights = Object.keys(rightNames) as StaffRight[];

/** What somebody may do, to tick. */
export const RightTicks = ({
  chosen,
  onChange,
}: {
  chosen: readonly StaffRight[];
  onChange: (chosen: StaffRight[]) => void;
}) => (
  <fieldset>
    <legend>权限</legend>
    {rights.map((right) => (
      <label key={right} class="tick">
        <input
          type="checkbox"
          checked={chosen.includes(right)}
          onChange={(event) =>
            onChange(rights.filter((each) => (each === right ? event.currentTarget.checked : chosen.includes(each))))
          }
        />
        <span>{rightNames[right]}</span>
      </label>
    ))}
  </fieldset>
);
