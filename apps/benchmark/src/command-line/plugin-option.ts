/** The flag by which commands take parts from elsewhere. */
export const pluginOption = [
  '--plugin <modules...>',
  'parts of your own: TypeScript or JavaScript files, or installed packages',
] as const;
