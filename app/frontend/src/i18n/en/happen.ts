export const happen = {} as const;
