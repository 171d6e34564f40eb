using ConvoStudio.Application.Imports;
using ConvoStudio.Application.Persistence;
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

    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);
    private CancellationTokenSource? _stop;
    private string? _problem;
    private string _name = "";
    private bool _sending;
    private long _sent;
    private long _size;
    private long _shown;

    [Inject] public required ImportService Imports { get; init; }
    [Inject] public required IOptions<ImportOptions> Options { get; init; }
    [Inject] public required PageActor Actor { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }
    [Inject] public required IStringLocalizer<ImportTexts> T { get; init; }

    private double Share => _size > 0 ? (double)_sent / _size : 0;

    private async Task SendAsync(InputFileChangeEventArgs args)
    {
        if (_sending) return;
        _problem = args.FileCount > 1 ? T["OneFile"].Value : args.File.Size == 0 ? T["EmptyFile", args.File.Name].Value : null;
        if (_problem is null && args.File.Size > Options.Value.MaximumBytes) _problem = new PayloadTooLargeException(Options.Value.MaximumBytes).Message;
        if (_problem is not null) return;
        (_sending, _name, _sent, _size, _shown) = (true, args.File.Name, 0, args.File.Size, Clock.GetTimestamp());
        _stop = new CancellationTokenSource();
        try
        {
            await using var content = new CountingStream(args.File.OpenReadStream(Options.Value.MaximumBytes, _stop.Token), OnReceived);
            var import = await Imports.StartAsync(await Actor.GetAsync(), args.File.Name, content, _stop.Token);
            Navigation.NavigateTo($"/imports/{import.Id}");
        }
        catch (OperationCanceledException)
        {
            _problem = _stop.IsCancellationRequested ? T["Stopped", _name].Value : T["Interrupted", _name].Value;
        }
        catch (Exception exception) when (exception is PayloadTooLargeException)
        {
            _problem = exception.Message;
        }
        catch (ValidationException exception)
        {
            _problem = string.Join(" ", exception.Errors.SelectMany(error => error.Value));
        }
        catch (Exception exception) when (exception is IOException or JSException or TimeoutException)
        {
            _problem = T["Interrupted", _name];
        }
        finally
        {
            _sending = false;
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

    private static string Size(long bytes) => bytes < 1024 * 1024 ? $"{Numbers.Count(Math.Ceiling(bytes / 1024.0))} KiB" : $"{Numbers.Count(bytes / (1024.0 * 1024))} MiB";

    public async ValueTask DisposeAsync()
    {
        if (_stop is null) return;
        await _stop.CancelAsync();
        _stop.Dispose();
        _stop = null;
    }
}
