import { Sheet } from './sheet.tsx';

interface Action {
  label: string;
  testId?: string;
  danger?: boolean;
  /** For an act that still needs what is on the screen, such as a file picker. */
  keepsOpen?: boolean;
  onPick: () => void;
}

/** WeChat's list of choices at the foot of the screen, with 取消 below. */
export const ActionSheet = ({ label, actions, onClose }: { label: string; actions: Action[]; onClose: () => void }) => (
  <Sheet label={label} place="bottom" onClose={onClose} testId="action-sheet">
    <div class="actions">
      {actions.map((action) => (
        <button
          type="button"
          key={action.label}
          class={action.danger ? 'danger' : undefined}
          data-testid={action.testId}
          onClick={() => {
            if (!action.keepsOpen) onClose();
            action.onPick();
          }}
        >
          {action.label}
        </button>
      ))}
      <button type="button" class="actions-cancel" data-autofocus onClick={onClose}>
        取消
      </button>
    </div>
  </Sheet>
);
