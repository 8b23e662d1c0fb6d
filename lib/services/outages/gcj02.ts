import type { Point } from '../../notices/areas/model.ts';

/** Semi-major axis in metres and squared eccentricity of the Krasovsky 1940 ellipsoid, on which the offset is defined. */
const axis = 6_378_245;
const eccentricity = 0.006_693_421_622_965_943;

const { PI, abs, cos, sin, sqrt } = Math;
const waves = (t: number, [a, b, c]: [number, number, number], [p, q]: [number, number]): number =>
  ((20 * sin(t * PI) + 40 * sin((t / 3) * PI)) * 2) / 3 + ((a * sin((t / p) * PI) + b * sin((t / q) * PI)) * c) / 3;
const ripples = (x: number): number => ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;

const northward = (x: number, y: number): number =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * sqrt(abs(x)) +
  ripples(x) +
  waves(y, [160, 320, 2], [12, 30]);

const eastward = (x: number, y: number): number =>
  300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + ripples(x) + waves(x, [150, 300, 2], [12, 30]);

/**
 * GCJ-02 (火星坐标) of a WGS-84 position in China, to within metres: what a browser's own geolocation gives, as WeChat's maps and locations have it.
 * The well-known formula that open-source map libraries share; there is no official publication.
 */
export const toGcj02 = ({ latitude, longitude }: Point): Point => {
  const [x, y] = [longitude - 105, latitude - 35];
  const angle = (latitude / 180) * PI;
  const bulge = 1 - eccentricity * sin(angle) ** 2;
  const north = (northward(x, y) * 180) / (((axis * (1 - eccentricity)) / bulge ** 1.5) * PI);
  const east = (eastward(x, y) * 180) / ((axis / sqrt(bulge)) * cos(angle) * PI);
  return { latitude: latitude + north, longitude: longitude + east };
};
