import { useState } from 'preact/hooks';
import {
  type BindingShown,
  Button,
  bindingName,
  Cell,
  Cells,
  Field,
  Form,
  FormFault,
  post,
  Sheet,
  toast,
  useAct,
} from '../../page-kit/kit.tsx';
import { Invitation } from './invitation.tsx';
import { Members } from './members.tsx';

interface BindingSheetProps {
  binding: BindingShown;
  onClose: () => void;
  /** The list is to be asked for again. */
  onChanged: () => void;
}

type View = 'choices' | 'rename' | 'invite' | 'members' | 'remove';

/** What can be done with one binding. */
export const BindingSheet = (props: BindingSheetProps) => {
  const [view, show] = useState<View>('choices');
  return (
    <Sheet title={bindingName(props.binding)} onClose={props.onClose}>
      {view === 'choices' && <Choices {...props} onShow={show} />}
      {view === 'rename' && <Rename {...props} />}
      {view === 'invite' && <Invitation id={props.binding.id} />}
      {view === 'members' && <Members id={props.binding.id} />}
      {view === 'remove' && <Removal {...props} />}
    </Sheet>
  );
};

const Choices = ({ binding, onClose, onChanged, onShow }: BindingSheetProps & { onShow: (view: View) => void }) => {
  const act = useAct();
  const makeDefault = () =>
    act.run(async () => {
      await post('/api/binding/default', { id: binding.id });
      toast('已设为默认');
      onChanged();
      onClose();
    });
  return (
    <>
      <Cells>
        {!binding.isDefault && <Cell label="设为默认" note="发“电费”这样的话时，先看它" onClick={makeDefault} />}
        <Cell label="改名字" note="比如：家、父母家" onClick={() => onShow('rename')} />
        {binding.shareable && (
          <>
            <Cell label="邀请家人" note="家人可以一起查看" onClick={() => onShow('invite')} />
            <Cell label="家人" note="看看邀请了谁，可以移出" onClick={() => onShow('members')} />
          </>
        )}
        <Cell label="解除绑定" onClick={() => onShow('remove')} />
      </Cells>
      <FormFault fault={act.fault} />
    </>
  );
};

const Rename = ({ binding, onClose, onChanged }: BindingSheetProps) => {
  const act = useAct();
  const [label, setLabel] = useState(binding.label);
  const save = async () => {
    await post('/api/binding/rename', { id: binding.id, label: label.trim() });
    toast('名字已改好');
    onChanged();
    onClose();
  };
  return (
    <Form act={act} submit="保存" onSubmit={save}>
      <Field
        name="label"
        label="名字"
        value={label}
        onInput={setLabel}
        maxLength={10}
        hint="最多10个字，可以不填"
        optional
      />
    </Form>
  );
};

const Removal = ({ binding, onClose, onChanged }: BindingSheetProps) => {
  const act = useAct();
  const remove = () =>
    act.run(async () => {
      await post('/api/binding/remove', { id: binding.id });
      toast('已解除绑定');
      onChanged();
      onClose();
    });
  return (
    <>
      <p class="sheet-text">
        解除后，不能再在微信里查看它，也不再收到它的通知。
        {binding.role === 'owner' && '您邀请的家人也不能再查看。'}以后可以重新绑定。
      </p>
      <FormFault fault={act.fault} />
      <div class="buttons">
        <Button kind="warn" busy={act.busy} onClick={remove}>
          解除绑定
        </Button>
        <Button onClick={onClose}>取消</Button>
      </div>
    </>
  );
};
