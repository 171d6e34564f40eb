using ConvoStudio.Application.People;
using ConvoStudio.Application.Persistence;

namespace ConvoStudio.Web.Components.Common;

/// <summary>What a service said about a form: mistakes by field, or one sentence for the whole. Nothing was saved when there is any.</summary>
public sealed class FormState
{
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>A sentence that belongs to no field.</summary>
    public string? Problem { get; private set; }

    /// <summary>Somebody else saved first; the newer version should be read before another try.</summary>
    public bool IsConflict { get; private set; }

    /// <summary>True while the service works; a second click does nothing.</summary>
    public bool Busy { get; private set; }

    public bool IsGood => Problem is null && _fields.Count == 0;

    /// <summary>What is wrong with a field (camel case), or null.</summary>
    public string? this[string field] => _fields.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    public void Clear() => (_fields, Problem, IsConflict) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), null, false);

    public void Add(string field, string message) =>
        _fields = new Dictionary<string, IReadOnlyList<string>>(_fields, StringComparer.Ordinal) { [field] = [message] };

    /// <summary>Does it and takes up what a person can put right; anything else goes on to the page's error box.</summary>
    /// <param name="fields">Fields the form shows; a mistake elsewhere becomes the sentence.</param>
    public async Task<bool> TryAsync(Func<Task> action, params IReadOnlyCollection<string> fields)
    {
        if (Busy) return false;
        Clear();
        Busy = true;
        try
        {
            await action();
            return true;
        }
        catch (ValidationException exception)
        {
            _fields = exception.Errors;
            var elsewhere = exception.Errors.Where(error => !fields.Contains(error.Key, StringComparer.Ordinal)).SelectMany(error => error.Value).ToList();
            Problem = elsewhere.Count > 0 ? string.Join(" ", elsewhere) : null;
        }
        catch (ConflictException exception)
        {
            (Problem, IsConflict) = (exception.Message, true);
        }
        catch (Exception exception) when (exception is TransitionException or NotFoundException or ForbiddenException)
        {
            Problem = exception.Message;
        }
        finally
        {
            Busy = false;
        }

        return false;
    }
}
