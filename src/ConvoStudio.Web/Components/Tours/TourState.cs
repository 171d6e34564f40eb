using System.Globalization;
using ConvoStudio.Web.Components.Common;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Tours;

/// <summary>Where a person's tour stands. It lives as long as the circuit; the browser remembers the step over a reload, and that it was taken or skipped.</summary>
public sealed class TourState(IJSRuntime js)
{
    private const string Done = "done";
    private const string Script = "./js/tour.js";

    /// <summary>The step, 0-based; null when there is no tour.</summary>
    public int? Step { get; private set; }

    /// <summary>Raised on the dispatcher of the circuit.</summary>
    public event EventHandler? Changed;

    /// <summary>Begins unless this browser has seen it.</summary>
    public async Task OfferAsync()
    {
        if (await RememberedAsync() is null) await GoAsync(0);
    }

    public Task RestartAsync() => GoAsync(0);

    /// <summary>Takes up a tour that a reload has cut.</summary>
    public async Task ResumeAsync()
    {
        if (Step is null && int.TryParse(await RememberedAsync(), CultureInfo.InvariantCulture, out var step)) await GoAsync(Math.Clamp(step, 0, TourStops.Count - 1));
    }

    public async Task GoAsync(int step)
    {
        // What is shown is already remembered: a reload goes on where the person was.
        await RememberAsync(step.ToString(CultureInfo.InvariantCulture));
        Step = step;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public async Task EndAsync()
    {
        await RememberAsync(Done);
        Step = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private Task<string?> RememberedAsync() => js.AskAsync(Script, "remembered");

    private Task RememberAsync(string what) => js.CallAsync(Script, "remember", what);
}
