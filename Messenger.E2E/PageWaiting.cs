using Microsoft.Playwright;

namespace Messenger.E2E;

/// <summary>Waiting for what no locator can say.</summary>
public static class PageWaiting
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Until a function of the page answers what is true, now or in a promise. Playwright's WaitForFunctionAsync takes the promise itself
    /// for true and waits for nothing.
    /// </summary>
    public static async Task UntilAsync(this IPage page, string function, object? argument = null)
    {
        var waiting = $$"""
            async argument => {
              const isSo = {{function}}
              while (!await isSo(argument)) await new Promise(again => setTimeout(again, 20))
            }
            """;
        using var deadline = new CancellationTokenSource(patience);
        while (true)
        {
            try
            {
                await page.EvaluateAsync(waiting, argument).WaitAsync(deadline.Token);
                return;
            }
            catch (PlaywrightException gone) when (gone.Message.Contains("context was destroyed") && !deadline.IsCancellationRequested)
            {
                // Another page came meanwhile: it is asked.
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It was not so within {patience.TotalSeconds} s: {function}");
            }
        }
    }
}
