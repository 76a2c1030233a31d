export function WelcomeView() {
  return <main>Welcome</main>;
}
