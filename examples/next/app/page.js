'use client';

/** The titles of somebody's projects, asked of a hub that MSW's service worker answers for, in the page. */
import { useEffect, useState } from 'react';
import { startMock } from './mock-hub.js';
import { titlesOfProjects } from './titles.js';

export default function Page() {
  const [titles, setTitles] = useState([]);
  useEffect(() => {
    startMock('https://cocalc.com')
      .then(() => titlesOfProjects('https://cocalc.com'))
      .then(setTitles);
  }, []);
  return (
    <ul>
      {titles.map((title) => (
        <li key={title}>{title}</li>
      ))}
    </ul>
  );
}
