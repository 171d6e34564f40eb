using ConvoStudio.Application.Jobs;
using ConvoStudio.Application.Notifications;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Home;
using ConvoStudio.Web.Components.Playbooks;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ConvoStudio.Web.Components.Notifications;

/// <summary>Hears of jobs and of other windows at once; what no one tells (alarms, a log that cannot be written) is looked for from time to time.</summary>
public sealed partial class NotificationBell : IAsyncDisposable
{
    /// <summary>Of each kind; the rest stands on the home page and on the page of jobs.</summary>
    private const int Shown = 8;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);
    private readonly List<IDisposable> _subscriptions = [];
    private IReadOnlyList<Notification>? _all;
    private ITimer? _timer;
    private string _personId = "";
    private int _unread;
    private bool _hot;
    private bool _disposed;

    [Inject] public required NotificationFeed Feed { get; init; }
    [Inject] public required HomeItems Items { get; init; }
    [Inject] public required JobService Jobs { get; init; }
    [Inject] public required ReadMarkService Marks { get; init; }
    [Inject] public required CurrentPerson Person { get; init; }
    [Inject] public required CurrentPlaybook Playbook { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required ILogger<NotificationBell> Logger { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _personId = (await Person.GetAsync())?.Id ?? "";
        if (RendererInfo.IsInteractive) Follow();
        await ReadAsync();
    }

    private void Follow()
    {
        Playbook.Changed += OnChanged;
        Navigation.LocationChanged += OnMoved;
        _subscriptions.Add(Jobs.Subscribe(job =>
        {
            if (job.HasEnded) Refresh();
        }));
        _subscriptions.Add(Marks.Subscribe(person =>
        {
            if (person == _personId) Refresh();
        }));
        _timer = Clock.CreateTimer(_ => Refresh(), null, Look, Look);
    }

    private void OnChanged(object? sender, EventArgs args) => Refresh();

    // Whatever was done on the page before may have ended a waiting.
    private void OnMoved(object? sender, LocationChangedEventArgs args) => Refresh();

    private void Refresh() => _ = InvokeAsync(async () =>
    {
        if (_disposed) return;
        try
        {
            Items.Forget();
            if (await ReadAsync()) StateHasChanged();
        }
        catch (Exception exception) when (!_disposed)
        {
            // What is shown stays; the next look may succeed, and no page should end for it.
            Logger.LogWarning(exception, "The notifications could not be read");
        }
    });

    /// <returns>Whether anything is different from what is shown.</returns>
    private async Task<bool> ReadAsync()
    {
        var now = await Feed.ListAsync();
        if (_all is not null && _all.SequenceEqual(now)) return false;
        _all = now;
        _unread = now.Count(item => item.Unread);
        _hot = now.Any(item => item is { Unread: true, Meaning: Meaning.Bad });
        return true;
    }

    private Task ReadAllAsync() => Feed.ReadAllAsync(_all ?? []);

    private Task ReadAsync(Notification one) => one.Unread ? Feed.ReadAsync(one) : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        Playbook.Changed -= OnChanged;
        Navigation.LocationChanged -= OnMoved;
        foreach (var subscription in _subscriptions) subscription.Dispose();
        if (_timer is not null) await _timer.DisposeAsync();
    }
}
