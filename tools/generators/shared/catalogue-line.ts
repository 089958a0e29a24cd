import type { Edit } from './edit.ts';

/** The edit that puts a part into the catalogue of its kind: a line behind the last one. */
export function catalogueLine(file: string, exportName: string, module: string): Edit {
  return {
    file,
    place: /export \{[^}]+\} from '[^']+';\n(?![^]*export \{)/,
    becomes: (last) => `${last}export { ${exportName} } from '${module}';\n`,
  };
}
