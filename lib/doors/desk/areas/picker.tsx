import { useState } from 'preact/hooks';
import type { AreaChild, AreaKind } from '../../../notices/areas/model.ts';
import { Button, FormFault, get, useAct, useDesk } from '../../../page-kit/desk.tsx';
import type { Findings, FoundArea } from './find.ts';

/** An area that was chosen. */
export type ChosenArea = Pick<FoundArea, 'id' | 'name'>;

interface PickerProps {
  chosen: readonly ChosenArea[];
  onChange: (chosen: ChosenArea[]) => void;
  /** A fault of the form about the areas. */
  fault?: string | undefined;
}

const kindNames: Record<AreaKind, string> = {
  district: '区',
  street: '街道',
  community: '小区',
  line: '线路',
  'transformer-area': '台区',
  campus: '校区',
  building: '楼',
  room: '房间',
};

/** Areas from the tree: level by level, or by a part of the name. What is chosen stands above, each with a way to take it out. */
export const AreaPicker = ({ chosen, onChange, fault }: PickerProps) => {
  const toggle = (area: ChosenArea) =>
    onChange(
      chosen.some(({ id }) => id === area.id)
        ? chosen.filter(({ id }) => id !== area.id)
        : [...chosen, { id: area.id, name: area.name }],
    );
  const isChosen = (id: string) => chosen.some((area) => area.id === id);
  return (
    <fieldset class="picker">
      <legend>区域（选中的区域，连同它下面的全部区域）</legend>
      <Chosen chosen={chosen} onRemove={toggle} />
      {fault && (
        <p class="fault-cell" role="alert">
          {fault}
        </p>
      )}
      <Search isChosen={isChosen} onToggle={toggle} />
      <ul class="tree" aria-label="全部区域">
        <Level isChosen={isChosen} onToggle={toggle} />
      </ul>
    </fieldset>
  );
};

const Chosen = ({ chosen, onRemove }: { chosen: readonly ChosenArea[]; onRemove: (area: ChosenArea) => void }) => (
  <ul class="chosen" aria-label="已选区域" aria-live="polite">
    {chosen.length === 0 && <li class="note">还没有选区域</li>}
    {chosen.map((area) => (
      <li key={area.id}>
        <button type="button" onClick={() => onRemove(area)} aria-label={`去掉 ${area.name}`}>
          {area.name} ✕
        </button>
      </li>
    ))}
  </ul>
);

interface Choosing {
  isChosen: (id: string) => boolean;
  onToggle: (area: ChosenArea) => void;
}

const Search = ({ isChosen, onToggle }: Choosing) => {
  const act = useAct();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<Findings>();
  const search = () =>
    act.run(async () => {
      if (words.trim() === '') return setFound(undefined);
      setFound(await get<Findings>('/desk/api/notices/areas/search', { words: words.trim() }));
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    search();
  };
  return (
    <>
      <div class="search-line">
        <input
          type="search"
          aria-label="按名称查找区域"
          placeholder="按名称查找，如 中山路"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button onClick={search} busy={act.busy}>
          查找
        </Button>
      </div>
      <FormFault fault={act.fault} />
      {found && <Found found={found} isChosen={isChosen} onToggle={onToggle} />}
    </>
  );
};

const Found = ({ found, ...choosing }: Choosing & { found: Findings }) => (
  <div class="found" role="status">
    {found.areas.length === 0 && <p class="note">没有找到，请换个说法，或在下面逐级选择。</p>}
    <ul>
      {found.areas.map(({ path, ...area }) => (
        <li key={area.id}>
          <Tick area={area} note={path.join(' › ')} {...choosing} />
        </li>
      ))}
    </ul>
    {found.partial && found.areas.length > 0 && <p class="note">只列出一部分。没有要找的，请输入更完整的名称。</p>}
  </div>
);

interface TickProps extends Choosing {
  area: Pick<AreaChild, 'id' | 'kind' | 'name'>;
  note?: string;
}

const Tick = ({ area, note, isChosen, onToggle }: TickProps) => (
  <label class="tick">
    <input type="checkbox" checked={isChosen(area.id)} onChange={() => onToggle(area)} />
    <span>
      {area.name} <small>{[kindNames[area.kind], note].filter(Boolean).join(' · ')}</small>
    </span>
  </label>
);

/** The areas below one, or the topmost; asked for when they are opened. */
const Level = ({ under, ...choosing }: Choosing & { under?: string }) => {
  const children = useDesk<{ areas: AreaChild[] }>('/desk/api/notices/areas/children', { under });
  if (children.state === 'loading') return <li class="note">正在加载…</li>;
  if (children.state === 'failed')
    return (
      <li class="fault-cell">
        {children.error.message}
        <button type="button" class="text-button" onClick={children.reload}>
          再试一次
        </button>
      </li>
    );
  if (children.data.areas.length === 0) return <li class="note">还没有导入区域，请找管理员导入。</li>;
  return (
    <>
      {children.data.areas.map((area) => (
        <Branch key={area.id} area={area} {...choosing} />
      ))}
    </>
  );
};

const Branch = ({ area, ...choosing }: Choosing & { area: AreaChild }) => {
  const [open, setOpen] = useState(false);
  return (
    <li>
      <div class="branch">
        {area.inner ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`${open ? '收起' : '展开'} ${area.name}`}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </button>
        ) : (
          <i />
        )}
        <Tick area={area} {...choosing} />
      </div>
      {open && (
        <ul>
          <Level under={area.id} {...choosing} />
        </ul>
      )}
    </li>
  );
};
