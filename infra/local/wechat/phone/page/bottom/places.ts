/** A place to choose from, in GCJ-02 as WeChat reports it. */
export interface Place {
  label: string;
  latitude: number;
  longitude: number;
}

/** Places around the centre of the made-up city 临江 that the demo data is about. */
export const places: Place[] = [
  { label: '临江市人民广场', latitude: 30.25, longitude: 120.17 },
  { label: '临江火车站', latitude: 30.2432, longitude: 120.1826 },
  { label: '临江市人民医院', latitude: 30.2561, longitude: 120.1648 },
  { label: '临江大学东校门', latitude: 30.2684, longitude: 120.1537 },
  { label: '滨江新村', latitude: 30.2377, longitude: 120.1609 },
  { label: '高新区科技园', latitude: 30.2759, longitude: 120.1893 },
  { label: '江北镇政府', latitude: 30.3052, longitude: 120.1446 },
];
