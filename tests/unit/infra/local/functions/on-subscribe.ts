/** Never called here. */
export const handler = async () => null;
