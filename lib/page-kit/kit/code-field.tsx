import { useEffect, useId, useState } from 'preact/hooks';
import { useAct } from '../use-api.ts';
import { FieldNote } from './field.tsx';
import { FormFault, useFieldFault } from './form.tsx';

/** Seconds until zero, counted down from `seconds` each time `round` changes. */
const useCountdown = (seconds: number, round: number): number => {
  const [until, setUntil] = useState(() => Date.now() + seconds * 1000);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setUntil(Date.now() + seconds * 1000);
    setNow(Date.now());
  }, [seconds, round]);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), 500);
    return () => clearTimeout(timer);
  });
  return left;
};

interface CodeFieldProps {
  value: string;
  onInput: (value: string) => void;
  /** Where the code went, masked. */
  sentTo: string;
  /** Seconds until another may be asked for. */
  resendAfterS: number;
  /** Asks for another; must throw the client's error when refused. */
  onResend: () => Promise<void>;
}

/** Six digits from a text message: the phone offers to fill them in. Asking for another waits for the countdown. */
export const CodeField = ({ value, onInput, sentTo, resendAfterS, onResend }: CodeFieldProps) => {
  const id = useId();
  const fault = useFieldFault('code');
  const [round, setRound] = useState(0);
  const left = useCountdown(resendAfterS, round);
  const act = useAct();
  const resend = () =>
    act.run(async () => {
      await onResend();
      setRound((count) => count + 1);
    });
  return (
    <div class={fault ? 'field field_fault' : 'field'}>
      <label for={id}>验证码</label>
      <div class="code-line">
        <input
          id={id}
          class="code"
          name="code"
          value={value}
          inputMode="numeric"
          autocomplete="one-time-code"
          placeholder="6位数字"
          required
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-note`}
          onInput={(event) => {
            const { currentTarget } = event;
            currentTarget.value = currentTarget.value.replace(/\D/g, '').slice(0, 6);
            onInput(currentTarget.value);
          }}
        />
        <button type="button" class="text-button" disabled={left > 0} aria-busy={act.busy} onClick={resend}>
          {left > 0 ? `${left}秒后可重发` : '重新发送'}
        </button>
      </div>
      <FieldNote id={`${id}-note`} hint={`已发到 ${sentTo}，5分钟内有效`} fault={fault} />
      <FormFault fault={act.fault} />
    </div>
  );
};
