import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/benchmark-error.ts';
import { assertFileTarget, assertFolderTarget } from './assert-target.ts';
import { makeFolder } from './make-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cfq-target-'));
  writeFileSync(join(folder, 'file'), 'kept');
  mkdirSync(join(folder, 'there'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('assertFolderTarget', () => {
  it('takes a folder that is there or can be made, and leaves nothing', () => {
    for (const path of ['there', 'new', join('new', 'deeper', 'still'), join('there', 'new')]) {
      expect(() => assertFolderTarget('--out', join(folder, path))).not.toThrow();
    }
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'file', 'there']);
    expect(readdirSync(join(folder, 'there'))).toEqual([]);
  });

  it.each([
    ['file', /it is a file/],
    [join('file', 'below'), /ENOTDIR/],
    [join('file', 'far', 'below'), /ENOTDIR/],
    ['dangling', /a link to something that is not there/],
    ['x'.repeat(400), /ENAMETOOLONG/],
    ['a\0b', /null bytes/],
  ])('refuses %j', (path, reason) => {
    expect(() => assertFolderTarget('--out', join(folder, path))).toThrow(UsageError);
    expect(() => assertFolderTarget('--out', join(folder, path))).toThrow(/^--out: must be a folder/);
    expect(() => assertFolderTarget('--out', join(folder, path))).toThrow(reason);
  });

  it('refuses at once what the file system does not make, where the recursive form of Node never ends', () => {
    expect(() => assertFolderTarget('--out', '/proc/x/y')).toThrow(UsageError);
    expect(() => makeFolder('/proc/x/y')).toThrow(/\/proc\/x/);
  });
});

describe('assertFileTarget', () => {
  it('takes a file that is there or can be made, and leaves all as it is', () => {
    for (const path of ['file', 'new', join('there', 'new')]) {
      expect(() => assertFileTarget('--out', join(folder, path))).not.toThrow();
    }
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'file', 'there']);
  });

  it.each([
    ['there', /it is a folder/],
    [join('missing', 'file'), /there is no folder ".*missing".*Make it first/],
    [join('file', 'below'), /ENOTDIR/],
  ])('refuses %j', (path, reason) => {
    expect(() => assertFileTarget('--out', join(folder, path))).toThrow(reason);
  });
});

describe('makeFolder', () => {
  it('makes what is missing, and takes what is there', () => {
    makeFolder(join(folder, 'a', 'b', 'c'));
    makeFolder(join(folder, 'a', 'b', 'c'));
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['c']);
  });
});
