using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Persistence;
using ConvoStudio.Application.Uploads;
using ConvoStudio.Web.Auth;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Components.Imports;

public sealed partial class NewImportPage : IAsyncDisposable
{
    private const string Example =
        """
        {"conversation_id": "a-1",
         "turns": [
          {"turn": 0, "speaker": "agent",
           "acts": ["greet", "ask-need"]},
          {"turn": 1, "speaker": "customer",
           "acts": ["state-need"]}],
         "outcome": {"converted": true},
         "context": {"segment": "family"}}
        """;

    private const int MostFiles = 20;
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);
    private CancellationTokenSource? _stop;
    private string? _problem;
    private string _name = "";
    private bool _sending;
    private long _sent;
    private long _size;
    private long _shown;

    [Inject] public required ImportService Imports { get; init; }
    [Inject] public required CsvImportService Csv { get; init; }
    [Inject] public required Notices Notices { get; init; }
    [Inject] public required IOptions<ImportOptions> Options { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IStringLocalizer<ImportTexts> T { get; init; }

    private double Share => _size > 0 ? (double)_sent / _size : 0;

    private async Task SendAsync(InputFileChangeEventArgs args)
    {
        if (_sending) return;
        if (args.FileCount > MostFiles)
        {
            _problem = T["TooManyFiles", MostFiles];
            return;
        }

        var files = args.GetMultipleFiles(MostFiles);
        (_sending, _problem, _sent, _size, _shown) = (true, null, 0, files.Sum(file => file.Size), Clock.GetTimestamp());
        _stop = new CancellationTokenSource();
        List<Import> received = [];
        List<string> problems = [];
        foreach (var file in files)
        {
            if (_stop.IsCancellationRequested) break;
            _name = file.Name;
            StateHasChanged();
            var (import, problem) = await SendAsync(file, _stop.Token);
            if (import is not null) received.Add(import);
            if (problem is not null) problems.Add(problem);
        }

        (_sending, _problem) = (false, problems.Count > 0 ? string.Join(" ", problems) : null);
        if (received is [var only] && problems.Count == 0) Navigation.NavigateTo($"/imports/{only.Id}");
        else if (received.Count > 0) Leave(received.Count);
    }

    // With a problem the page stays, so that it can be read; what was received is told beside it.
    private void Leave(int received)
    {
        Notices.Show(T["SeveralSent", Numbers.Count(received)]);
        if (_problem is null) Navigation.NavigateTo("/imports");
    }

    private async Task<(Import? Import, string? Problem)> SendAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size == 0) return (null, T["EmptyFile", file.Name]);
        if (file.Size > Options.Value.MaximumBytes) return (null, T["NotSent", file.Name, new PayloadTooLargeException(Options.Value.MaximumBytes).Message]);
        try
        {
            await using var content = new CountingStream(file.OpenReadStream(Options.Value.MaximumBytes, cancellationToken), OnReceived);
            var actor = await Actor.GetAsync();
            return (CsvImportService.IsCsv(file.Name)
                ? await Csv.ReceiveAsync(actor, file.Name, content, cancellationToken)
                : await Imports.StartAsync(actor, file.Name, content, cancellationToken), null);
        }
        catch (OperationCanceledException)
        {
            return (null, cancellationToken.IsCancellationRequested ? T["Stopped", file.Name] : T["Interrupted", file.Name]);
        }
        catch (PayloadTooLargeException exception)
        {
            return (null, T["NotSent", file.Name, exception.Message]);
        }
        catch (ValidationException exception)
        {
            return (null, T["NotSent", file.Name, string.Join(" ", exception.Errors.SelectMany(error => error.Value))]);
        }
        catch (Exception exception) when (exception is IOException or JSException or TimeoutException)
        {
            return (null, T["Interrupted", file.Name]);
        }
    }

    private void OnReceived(int bytes)
    {
        _sent += bytes;
        if (Clock.GetElapsedTime(_shown) < ShowEvery) return;
        _shown = Clock.GetTimestamp();
        _ = InvokeAsync(StateHasChanged);
    }

    private Task StopSending() => _stop?.CancelAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_stop is null) return;
        await _stop.CancelAsync();
        _stop.Dispose();
        _stop = null;
    }
}
