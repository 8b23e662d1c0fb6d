import type { ContentOf } from './content.tsx';
import { withEmoji } from './emoji.ts';

/** A place: its name, and a map that is drawn here instead of fetched. */
export const LocationCard = ({ place }: { place: ContentOf<'location'> }) => (
  <div class="card location-card">
    <div class="card-head">
      <b>{withEmoji(place.label || '我的位置')}</b>
      <span>
        {place.latitude.toFixed(5)}, {place.longitude.toFixed(5)}
      </span>
    </div>
    <DrawnMap latitude={place.latitude} longitude={place.longitude} />
  </div>
);

/** Streets that differ from place to place and stay the same for the same place. */
const DrawnMap = ({ latitude, longitude }: { latitude: number; longitude: number }) => {
  const shift = (value: number, range: number) => Math.abs(Math.round(value * 100_000)) % range;
  const x = 30 + shift(longitude, 60);
  const y = 20 + shift(latitude, 25);
  return (
    <svg class="drawn-map" viewBox="0 0 240 100" role="img" aria-label="地图" preserveAspectRatio="xMidYMid slice">
      <rect width="240" height="100" class="map-land" />
      <path d={`M0 ${y + 60}C60 ${y + 30} 120 ${y + 75} 240 ${y + 40}V110H0Z`} class="map-water" />
      <rect x={x + 110} y={y - 18} width="46" height="30" rx="3" class="map-park" />
      <path d={`M0 ${y}H240M${x} 0V100M${x + 90} 0V100M0 ${y + 38}L240 ${y + 20}`} class="map-road" />
      <path d={`M${x + 45} 0V${y}M${x + 170} 0L${x + 150} 100M0 ${y + 14}H${x}`} class="map-lane" />
      <path d="M120 58s-13-12-13-22a13 13 0 0 1 26 0c0 10-13 22-13 22Z" class="map-pin" />
      <circle cx="120" cy="36" r="5" fill="#fff" />
    </svg>
  );
};
