export const doubt = {} as const;
