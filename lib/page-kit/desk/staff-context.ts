import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Who is signed in, as pages need it. */
export interface StaffShown {
  name: string;
  displayName: string;
  rights: readonly string[];
  /** The rooms that they may enter. */
  rooms: readonly { title: string; path: string }[];
}

/** Filled by the desk's shell. */
export const StaffContext = createContext<StaffShown>({ name: '', displayName: '', rights: [], rooms: [] });

/** Who is signed in. What they may do is checked by the server; this only spares buttons that would be refused. */
export const useStaff = (): StaffShown => useContext(StaffContext);

/** What the sidebar calls a room, for headings. */
export const useRoomTitle = (path: string): string => useStaff().rooms.find((room) => room.path === path)?.title ?? '';
