import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { ApiError, type Fault } from '../api.ts';
import { here } from '../navigation.ts';
import { withThen } from '../own-path.ts';
import type { Act } from '../use-api.ts';
import { Button, Buttons } from './button.tsx';

const FaultContext = createContext<Fault | undefined>(undefined);

/** The sentence of the form's fault if it is about the field `name`. */
export const useFieldFault = (name: string): string | undefined => {
  const fault = useContext(FaultContext);
  return fault?.field === name ? fault.message : undefined;
};

/** The fault of a field that was left empty. */
export const missing = (name: string, label: string, value: string | undefined): Fault | undefined =>
  value?.trim() ? undefined : { code: 'missing', field: name, message: `请填写${label}` };

/** The fault of a consent that was not ticked. */
export const notAgreed = (name: string, agreed: boolean): Fault | undefined =>
  agreed ? undefined : { code: 'not_agreed', field: name, message: '请阅读后打勾' };

interface FormProps {
  /** What `useAct` gave. */
  act: Act;
  /** Words of the button. */
  submit: string;
  /** What is wrong with what was typed, before it is sent; the first fault that is found. The button is never greyed out, since that does not say why. */
  check?: () => Fault | undefined;
  onSubmit: () => Promise<void>;
  children: ComponentChildren;
  /** Below the button: another way. */
  after?: ComponentChildren;
}

/** Fields and one button. A fault stands at the field that it names, and the focus goes there; any other above the button. */
export const Form = ({ act, submit, check, onSubmit, children, after }: FormProps) => {
  const { fault } = act;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (fault) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [fault]);
  const named = fault?.field !== undefined && form.current?.elements.namedItem(fault.field) !== null;
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        act.run(async () => {
          const wrong = check?.();
          if (wrong) throw new ApiError(wrong);
          await onSubmit();
        });
      }}
    >
      <FaultContext.Provider value={fault}>
        <div class="fields">{children}</div>
      </FaultContext.Provider>
      <FormFault fault={named ? undefined : fault} />
      <Buttons>
        <Button kind="primary" submit busy={act.busy}>
          {submit}
        </Button>
        {after}
      </Buttons>
    </form>
  );
};

/** What went wrong with an act, and the next step if there is one. */
export const FormFault = ({ fault }: { fault: Fault | undefined }) => (
  <div class="form-fault" role="alert">
    {fault && (
      <p>
        {fault.message}
        {fault.next && <a href={withThen(fault.next.href, here())}>{fault.next.label}</a>}
      </p>
    )}
  </div>
);
