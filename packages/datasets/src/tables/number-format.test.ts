import { describe, expect, it } from 'vitest';
import { numberReader, type NumberFormat } from './number-format.ts';
import { numberHint } from './number-hint.ts';

const read = (text: string, format: NumberFormat = {}) => numberReader(format)(text)?.value;

describe('numberReader', () => {
  it.each<[string, number, NumberFormat?]>([
    ['12', 12],
    ['+5', 5],
    ['-5.50', -5.5],
    ['\u22125', -5],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['\u00A012\u202F', 12],
    ['9007199254740993.5', 9007199254740994],
    ['70,50', 70.5, { decimal: ',' }],
    ['-,5', -0.5, { decimal: ',' }],
    ['1,5e-3', 0.0015, { decimal: ',' }],
    ['1.234.567,8', 1234567.8, { decimal: ',', thousands: '.' }],
    ['1234567', 1234567, { thousands: ',' }],
    ['1,234', 1234, { thousands: ',' }],
    ['12 345', 12345, { thousands: ' ' }],
    ['12\u00A0345,5', 12345.5, { thousands: ' ', decimal: ',' }],
    ["1'234.5", 1234.5, { thousands: "'" }],
    ['21%', 21, { unit: ['%'] }],
    ['21 %', 21, { unit: ['%'] }],
    ['$70', 70, { unit: ['$'] }],
    ['-$70', -70, { unit: ['$'] }],
    ['$-70', -70, { unit: ['$'] }],
    ['€ 1.234,50', 1234.5, { unit: ['$', '€'], decimal: ',', thousands: '.' }],
    ['70 EUR', 70, { unit: ['EUR'] }],
    ['(70)', -70, { parentheses: true }],
    ['($1,070.5)', -1070.5, { parentheses: true, unit: ['$'], thousands: ',' }],
  ])('reads %s as %d', (text, value, format) => {
    expect(read(text, format)).toBe(value);
  });

  it.each<[string, NumberFormat?]>([
    [''],
    ['-'],
    ['.'],
    ['abc'],
    ['1e999'],
    ['-1e999'],
    ['Infinity'],
    ['NaN'],
    ['0x10'],
    ['0b1'],
    ['1_000'],
    ['1 2'],
    ['--1'],
    ['+-1'],
    ['1e'],
    ['1,5'],
    ['21%'],
    ['$70'],
    ['(70)'],
    ['9007199254740993'],
    ['१'],
    ['70.50', { decimal: ',' }],
    ['1,23', { thousands: ',' }],
    ['12,34,567', { thousands: ',' }],
    ['1.234', { decimal: ',' }],
    ['1,234,5', { thousands: ',' }],
    ['1,234.567,8', { thousands: ',' }],
    ['%21%', { unit: ['%'] }],
    ['-(70)', { parentheses: true }],
    ['--$70', { unit: ['$'] }],
  ])('does not read %s', (text, format) => {
    expect(read(text, format)).toBeUndefined();
  });
});

describe('numberHint', () => {
  it.each<[string, string | undefined, NumberFormat?]>([
    ['70,50', "if the comma is the decimal sign, say decimal: ','"],
    ['70.50', "if the point is the decimal sign, say decimal: '.'", { decimal: ',' }],
    [
      '1,234',
      "if the comma is the decimal sign, say decimal: ','; if \",\" groups thousands, say thousands: ','",
    ],
    ['1,234,567', 'if "," groups thousands, say thousands: \',\''],
    [
      '1.234,5',
      "if the comma is the decimal sign, say decimal: ','; if \".\" groups thousands, say thousands: '.'",
    ],
    ['1 234', 'if " " groups thousands, say thousands: \' \''],
    ['21%', 'if "%" is the unit of the column, say unit: \'%\''],
    ['$70', 'if "$" is the unit of the column, say unit: \'$\''],
    ['70 EUR', 'if "EUR" is the unit of the column, say unit: \'EUR\''],
    ['(70)', 'if parentheses are a minus, say parentheses: true'],
    ['', "list it under missing: ['']"],
    ['NA', "list it under missing: ['NA']"],
    ['?', "list it under missing: ['?']"],
    ['9007199254740993', 'more digits than a number keeps'],
    ['abc', undefined],
    ['0x10', undefined],
    ['1e999', undefined],
    ['Infinity', undefined],
  ])('suggests for %s', (cell, hint, format = {}) => {
    if (hint === undefined) expect(numberHint(cell, format)).toBeUndefined();
    else expect(numberHint(cell, format)).toContain(hint);
  });
});
