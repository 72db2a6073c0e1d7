import { notifies, permission, soundOn, switchNotifications, switchSound } from '../notify.ts';

/** How somebody who looks elsewhere is called: asked for here, never unasked. */
export function Reach() {
  return (
    <div class="reach" role="group" aria-label="When you look elsewhere">
      {permission.value === 'denied' ? (
        <span class="faint">The browser blocks notifications of this page</span>
      ) : (
        permission.value !== 'none' && (
          <button type="button" class="small" aria-pressed={notifies()} onClick={() => void switchNotifications()}>
            {notifies() ? 'Notifications on' : 'Notify me'}
          </button>
        )
      )}
      <button type="button" class="small" aria-pressed={soundOn.value} onClick={switchSound}>
        {soundOn.value ? 'Sound on' : 'Sound off'}
      </button>
    </div>
  );
}
