// Written by `python -m app.web.words` from the register and the scenarios: do not edit.
export const model = {} as const;
