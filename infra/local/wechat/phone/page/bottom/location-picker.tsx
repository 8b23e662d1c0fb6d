import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { PinIcon } from '../parts/icons.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { type Place, places } from './places.ts';

interface LocationPickerProps {
  title: string;
  submit: string;
  onPick: (place: Place) => void;
  onClose: () => void;
}

/** A tap on a place sends it; any other place is typed as coordinates. */
export const LocationPicker = ({ title, submit, onPick, onClose }: LocationPickerProps) => {
  const pick = (place: Place) => {
    onClose();
    onPick(place);
  };
  return (
    <Sheet label={title} place="bottom" onClose={onClose} testId="location-picker">
      <div class="picker">
        <h2>{title}</h2>
        <ul>
          {places.map((place, index) => (
            <li key={place.label}>
              <button
                type="button"
                data-testid="location-item"
                data-autofocus={index === 0 ? '' : undefined}
                onClick={() => pick(place)}
              >
                <PinIcon />
                <span>
                  <b>{place.label}</b>
                  <small>
                    {place.latitude}, {place.longitude}
                  </small>
                </span>
              </button>
            </li>
          ))}
        </ul>
        <OtherPlace submit={submit} onPick={pick} />
      </div>
    </Sheet>
  );
};

const OtherPlace = ({ submit, onPick }: { submit: string; onPick: (place: Place) => void }) => {
  const [latitude, setLatitude] = useState('');
  const [longitude, setLongitude] = useState('');
  return (
    <form
      class="picker-other"
      onSubmit={(event) => {
        event.preventDefault();
        onPick({ label: '选定的位置', latitude: Number(latitude), longitude: Number(longitude) });
      }}
    >
      <Field label="纬度" type="number" value={latitude} onInput={setLatitude} required testId="latitude" />
      <Field label="经度" type="number" value={longitude} onInput={setLongitude} required testId="longitude" />
      <button type="submit" class="send" data-testid="location-submit">
        {submit}
      </button>
    </form>
  );
};
