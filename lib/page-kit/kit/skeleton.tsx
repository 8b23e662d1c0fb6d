/** Grey lines where content will be; `rows` about as many as will come, so that nothing jumps. `hero` leaves room for a big figure. */
export const Skeleton = ({ rows = 4, hero }: { rows?: number; hero?: boolean }) => (
  <div class="skeleton" role="status" aria-label="正在加载">
    {hero && <b />}
    {Array.from({ length: rows }, (_, index) => (
      <i key={index} />
    ))}
  </div>
);
