import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { useSimulation } from '../use-simulation.ts';

/** A new person, who follows at once: by search, or by scanning the code on a poster. */
export const AddFollower = ({ onAdded }: { onAdded: (openid: string) => void }) => {
  const { server, act } = useSimulation();
  const [nickname, setNickname] = useState('');
  const [scene, setScene] = useState('');
  const add = () =>
    void act(server.addFollower({ ...(nickname && { nickname }), ...(scene && { scene }) }).then(onAdded));
  return (
    <form
      class="add-follower"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Field label="昵称" value={nickname} onInput={setNickname} placeholder="可不填" testId="nickname" />
      <Field label="海报场景值" value={scene} onInput={setScene} placeholder="扫码关注时填写" testId="scene" />
      <button type="submit" class="big-button" data-testid="add-follower-submit">
        添加并关注
      </button>
    </form>
  );
};
