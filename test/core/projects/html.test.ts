import { expect, test } from 'vitest';
import { sanitized } from '../../../src/core/projects/html.ts';

test('keeps text and elements, but no attributes other than the targets of links', () => {
  expect(sanitized('Hello <b>you</b>,<br/> 1 < 2')).toBe('Hello <b>you</b>,<br /> 1 < 2');
  expect(sanitized('<p style="margin:1.5em" onclick="go()">x</p>')).toBe('<p>x</p>');
  expect(sanitized('<A class="x" href="https://a.bc" target=_top>y</A>')).toBe('<A href="https://a.bc">y</A>');
});

test('drops what nobody sees', () => {
  expect(sanitized('a<!-- b.com -->b<SCRIPT src="x">c.com</Script>c<style>d.com</style>d')).toBe('abcd');
  expect(sanitized('İ<script>x')).toBe('İ');
});

test('takes time in proportion to the length of a text', () => {
  const long = '<!--<script<a'.repeat(100_000);

  expect(sanitized(long)).toBe('');
  expect(sanitized('<a'.repeat(500_000))).toBe('<a'.repeat(500_000));
});
